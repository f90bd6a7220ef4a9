CREATE TYPE "public"."paint_speed" AS ENUM('exact', 'fast', 'draft');--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "speed" "paint_speed" DEFAULT 'exact' NOT NULL;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "default_speed" "paint_speed";--> statement-breakpoint
ALTER TABLE "tiers" ADD COLUMN "speed" "paint_speed";