CREATE TABLE "command_registrations" (
	"application_id" text NOT NULL,
	"scope" text NOT NULL,
	"hash" text NOT NULL,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "command_registrations_application_id_scope_pk" PRIMARY KEY("application_id","scope")
);
