CREATE TYPE "public"."language" AS ENUM('en', 'de');--> statement-breakpoint
CREATE TYPE "public"."operator_mode" AS ENUM('open', 'paused', 'draining');--> statement-breakpoint
CREATE TYPE "public"."tier_subject" AS ENUM('member', 'role');--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"guild_id" text,
	"actor_id" text NOT NULL,
	"action" text NOT NULL,
	"subject" text,
	"before" jsonb,
	"after" jsonb,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bans" (
	"user_id" text PRIMARY KEY NOT NULL,
	"reason" text,
	"banned_by" text NOT NULL,
	"banned_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "guild_settings" (
	"guild_id" text PRIMARY KEY NOT NULL,
	"log_channel_id" text,
	"allowed_channel_ids" text[] DEFAULT '{}' NOT NULL,
	"default_tier" text DEFAULT 'free' NOT NULL,
	"blocked_words" text[] DEFAULT '{}' NOT NULL,
	"spoiler" boolean DEFAULT false NOT NULL,
	"language" "language",
	"most_steps" smallint,
	"most_pixels" integer,
	"pictures_per_day" integer,
	"waiting_per_person" integer,
	"default_steps" smallint,
	"default_guidance" double precision,
	"default_width" smallint,
	"default_height" smallint,
	"default_scheduler" "scheduler",
	"default_negative_prompt" text
);
--> statement-breakpoint
CREATE TABLE "operator_state" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"mode" "operator_mode" DEFAULT 'open' NOT NULL,
	"reason" text,
	"ceilings" jsonb DEFAULT '{}' NOT NULL,
	CONSTRAINT "operator_state_is_one" CHECK ("operator_state"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "tier_assignments" (
	"guild_id" text NOT NULL,
	"kind" "tier_subject" NOT NULL,
	"subject_id" text NOT NULL,
	"tier" text NOT NULL,
	CONSTRAINT "tier_assignments_guild_id_subject_id_kind_pk" PRIMARY KEY("guild_id","subject_id","kind")
);
--> statement-breakpoint
CREATE TABLE "tiers" (
	"guild_id" text NOT NULL,
	"name" text NOT NULL,
	"pictures_per_day" integer NOT NULL,
	"steps" smallint NOT NULL,
	"pixels" integer NOT NULL,
	"weight" double precision NOT NULL,
	CONSTRAINT "tiers_guild_id_name_pk" PRIMARY KEY("guild_id","name")
);
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "spoiler" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "audit_entries_of_guild" ON "audit_entries" USING btree ("guild_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "generations_unsettled_of_user" ON "generations" USING btree ("user_id") WHERE state in ('reserved', 'queued', 'painting', 'painted');