ALTER TABLE "generations" ADD COLUMN "start_image_id" uuid;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "strength" double precision;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "variations" jsonb DEFAULT '[]'::jsonb NOT NULL;