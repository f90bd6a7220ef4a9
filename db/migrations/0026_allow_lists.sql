CREATE TYPE "public"."list_subject" AS ENUM('tier', 'role', 'channel');--> statement-breakpoint
CREATE TABLE "allow_lists" (
	"guild_id" text NOT NULL,
	"subject" "list_subject" NOT NULL,
	"subject_id" text NOT NULL,
	"models" text[],
	"loras" text[],
	CONSTRAINT "allow_lists_guild_id_subject_subject_id_pk" PRIMARY KEY("guild_id","subject","subject_id")
);
