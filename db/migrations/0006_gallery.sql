CREATE TABLE "gallery_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"search" text,
	"favourites_only" boolean NOT NULL,
	"guild_id" text,
	"days" smallint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "generations_prompt_words" ON "generations" USING gin (to_tsvector('simple', "prompt"));