CREATE TABLE "installations" (
	"one" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"application_id" text,
	"emulated" boolean DEFAULT false NOT NULL,
	CONSTRAINT "installation_is_one" CHECK ("installations"."one" = 1)
);
