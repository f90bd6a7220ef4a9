CREATE TABLE "picture_stores" (
	"one" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"id" uuid NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "picture_store_is_one" CHECK ("picture_stores"."one" = 1)
);
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "private" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "private_pictures" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "age_restricted_only" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "operator_state" ADD COLUMN "tell_when_empty" jsonb;--> statement-breakpoint
CREATE INDEX "generations_with_token" ON "generations" USING btree ("interaction_expires_at") WHERE interaction_token is not null;--> statement-breakpoint
CREATE INDEX "generations_of_start_image" ON "generations" USING btree ("start_image_id") WHERE start_image_id is not null;