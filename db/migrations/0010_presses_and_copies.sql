CREATE TABLE "picture_copies" (
	"message_id" text PRIMARY KEY NOT NULL,
	"image_id" uuid NOT NULL,
	"guild_id" text,
	"channel_id" text NOT NULL,
	"locale" text NOT NULL,
	"stale" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "presses" (
	"key" text PRIMARY KEY NOT NULL,
	"interaction_id" text NOT NULL,
	"pressed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "start_upscaler" text;--> statement-breakpoint
ALTER TABLE "picture_copies" ADD CONSTRAINT "picture_copies_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "picture_copies_of_image" ON "picture_copies" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "picture_copies_stale" ON "picture_copies" USING btree ("message_id") WHERE stale;