CREATE TABLE "drafts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"kind" "generation_kind" NOT NULL,
	"parent_image_id" uuid,
	"settings" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "comparison" jsonb;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "draft_id" uuid;--> statement-breakpoint
CREATE INDEX "drafts_by_age" ON "drafts" USING btree ("created_at");