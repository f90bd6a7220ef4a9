CREATE TYPE "public"."generation_kind" AS ENUM('imagine', 'reroll', 'same_seed', 'upscale', 'vary', 'edit');--> statement-breakpoint
CREATE TYPE "public"."generation_state" AS ENUM('reserved', 'queued', 'painting', 'painted', 'delivered', 'failed', 'cancelled', 'released');--> statement-breakpoint
CREATE TYPE "public"."hold_state" AS ENUM('HELD', 'COMMITTED', 'RELEASED');--> statement-breakpoint
CREATE TYPE "public"."request_source" AS ENUM('discord', 'api', 'cli');--> statement-breakpoint
CREATE TYPE "public"."scheduler" AS ENUM('ddim', 'ddpm', 'pndm', 'lms', 'lms_karras', 'euler', 'euler_karras', 'euler_a', 'heun', 'heun_karras', 'dpmpp_2m', 'dpmpp_2m_karras', 'dpmpp_2m_sde', 'dpmpp_2m_sde_karras', 'dpmpp_2s', 'kdpm2', 'kdpm2_a', 'unipc', 'unipc_karras', 'deis', 'lcm', 'tcd');--> statement-breakpoint
CREATE TABLE "generations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"state" "generation_state" DEFAULT 'reserved' NOT NULL,
	"kind" "generation_kind" NOT NULL,
	"source" "request_source" NOT NULL,
	"idempotency_key" text NOT NULL,
	"user_id" text NOT NULL,
	"guild_id" text,
	"channel_id" text NOT NULL,
	"locale" text NOT NULL,
	"parent_image_id" uuid,
	"prompt" text NOT NULL,
	"negative_prompt" text NOT NULL,
	"model" text NOT NULL,
	"steps" smallint NOT NULL,
	"guidance" double precision NOT NULL,
	"width" smallint NOT NULL,
	"height" smallint NOT NULL,
	"seed" bigint NOT NULL,
	"count" smallint NOT NULL,
	"scheduler" "scheduler" NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"lost_attempts" smallint DEFAULT 0 NOT NULL,
	"cancel_requested_at" timestamp with time zone,
	"failure" text,
	"start_tag" double precision NOT NULL,
	"cost" double precision NOT NULL,
	"weight" double precision NOT NULL,
	"application_id" text NOT NULL,
	"interaction_token" text,
	"interaction_expires_at" timestamp with time zone NOT NULL,
	"message_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"queued_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"painted_at" timestamp with time zone,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "images" (
	"id" uuid PRIMARY KEY NOT NULL,
	"generation_id" uuid NOT NULL,
	"index" smallint NOT NULL,
	"seed" bigint NOT NULL,
	"width" smallint NOT NULL,
	"height" smallint NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "queue_clocks" (
	"queue" text PRIMARY KEY NOT NULL,
	"virtual_time" double precision DEFAULT 0 NOT NULL,
	"base" double precision DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "queue_shares" (
	"queue" text NOT NULL,
	"user_id" text NOT NULL,
	"finish_tag" double precision NOT NULL,
	CONSTRAINT "queue_shares_queue_user_id_pk" PRIMARY KEY("queue","user_id")
);
--> statement-breakpoint
CREATE TABLE "quota_holds" (
	"generation_id" uuid PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"scope" text NOT NULL,
	"day" date NOT NULL,
	"state" "hold_state" DEFAULT 'HELD' NOT NULL,
	"pictures" smallint NOT NULL,
	CONSTRAINT "quota_released_is_free" CHECK (state <> 'RELEASED' or pictures = 0)
);
--> statement-breakpoint
ALTER TABLE "images" ADD CONSTRAINT "images_generation_id_generations_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota_holds" ADD CONSTRAINT "quota_holds_generation_id_generations_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "generations_idempotency_key" ON "generations" USING btree ("idempotency_key");--> statement-breakpoint
CREATE INDEX "generations_of_user" ON "generations" USING btree ("user_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "generations_of_message" ON "generations" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "generations_unsettled" ON "generations" USING btree ("model","start_tag") WHERE state in ('reserved', 'queued', 'painting', 'painted');--> statement-breakpoint
CREATE UNIQUE INDEX "images_of_generation" ON "images" USING btree ("generation_id","index");--> statement-breakpoint
CREATE INDEX "quota_holds_of_day" ON "quota_holds" USING btree ("user_id","day","scope");--> statement-breakpoint
CREATE INDEX "quota_holds_of_scope" ON "quota_holds" USING btree ("scope","day");