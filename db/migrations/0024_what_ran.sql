ALTER TABLE "images" ADD COLUMN "unet_runs" integer;--> statement-breakpoint
ALTER TABLE "images" ADD COLUMN "unet_runs_full" integer;--> statement-breakpoint
ALTER TABLE "presets" ADD COLUMN "speed" "paint_speed";