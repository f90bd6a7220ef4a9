CREATE TYPE "public"."prompt_syntax" AS ENUM('a1111', 'plain');--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "prompt_syntax" "prompt_syntax" DEFAULT 'plain' NOT NULL;