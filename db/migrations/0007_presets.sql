CREATE TABLE "presets" (
	"owner_id" text NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"style" text NOT NULL,
	"negative_prompt" text NOT NULL,
	"steps" smallint,
	"guidance" double precision,
	"scheduler" "scheduler",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "presets_owner_id_key_pk" PRIMARY KEY("owner_id","key")
);
--> statement-breakpoint
CREATE TABLE "presets_in_use" (
	"user_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
