CREATE TYPE "public"."role" AS ENUM('coordinator', 'lead', 'contributor', 'executive', 'observer', 'administrator');--> statement-breakpoint
CREATE TYPE "public"."better" AS ENUM('higher', 'lower');--> statement-breakpoint
CREATE TYPE "public"."direction" AS ENUM('up', 'down', 'flat');--> statement-breakpoint
CREATE TYPE "public"."document_kind" AS ENUM('inspection report', 'commissioner report', 'force presentation');--> statement-breakpoint
CREATE TYPE "public"."grade" AS ENUM('outstanding', 'good', 'adequate', 'requires improvement', 'inadequate');--> statement-breakpoint
CREATE TYPE "public"."grade_scale" AS ENUM('hmic-4', 'hmicfrs-5');--> statement-breakpoint
CREATE TYPE "public"."no_grade_reason" AS ENUM('blank or illegible', 'not applicable');--> statement-breakpoint
CREATE TYPE "public"."phase" AS ENUM('Scan', 'Engage');--> statement-breakpoint
CREATE TYPE "public"."value_role" AS ENUM('before', 'after', 'current', 'comparator', 'target', 'subgroup', 'previous inspection');--> statement-breakpoint
CREATE TABLE "department_members" (
	"department_id" text NOT NULL,
	"user_id" text NOT NULL,
	CONSTRAINT "department_members_department_id_user_id_pk" PRIMARY KEY("department_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "departments" (
	"id" text PRIMARY KEY NOT NULL,
	"force_id" text NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "forces" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"short_name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"user_id" text NOT NULL,
	"force_id" text NOT NULL,
	"role" "role" NOT NULL,
	CONSTRAINT "memberships_user_id_force_id_pk" PRIMARY KEY("user_id","force_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_tries" (
	"account" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email"),
	CONSTRAINT "users_email_lower_case" CHECK ("users"."email" = lower("users"."email"))
);
--> statement-breakpoint
CREATE TABLE "demonstrations" (
	"force" text PRIMARY KEY NOT NULL,
	"begun_on" date NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "frameworks" (
	"id" text PRIMARY KEY NOT NULL,
	"words" text NOT NULL,
	"scale" "grade_scale" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inspection_documents" (
	"id" text PRIMARY KEY NOT NULL,
	"inspection_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"kind" "document_kind" NOT NULL,
	"title" text NOT NULL,
	"publisher" text NOT NULL,
	"date" text,
	"date_note" text
);
--> statement-breakpoint
CREATE TABLE "inspections" (
	"id" text PRIMARY KEY NOT NULL,
	"force_id" text NOT NULL,
	"framework_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"title" text NOT NULL,
	"publisher" text NOT NULL,
	"date" text,
	"date_note" text,
	"fieldwork" text,
	"overall_grade" "grade",
	"overall_previous_grade" "grade",
	"phase" "phase" NOT NULL,
	"demonstration" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "measure_values" (
	"measure_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"role" "value_role" NOT NULL,
	"who" text NOT NULL,
	"period" text,
	"value" double precision,
	"note" text,
	CONSTRAINT "measure_values_measure_id_ordinal_pk" PRIMARY KEY("measure_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "measures" (
	"id" text PRIMARY KEY NOT NULL,
	"inspection_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"pillar" text NOT NULL,
	"name" text NOT NULL,
	"unit" text NOT NULL,
	"better" "better",
	"direction" "direction",
	"note" text
);
--> statement-breakpoint
CREATE TABLE "peer_grades" (
	"inspection_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"force" text NOT NULL,
	"pillar_code" text NOT NULL,
	"grade" "grade",
	"raw" text NOT NULL,
	"reason" "no_grade_reason",
	"percent" double precision,
	CONSTRAINT "peer_grades_inspection_id_ordinal_pk" PRIMARY KEY("inspection_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"name" text PRIMARY KEY NOT NULL,
	"generation" text NOT NULL,
	"position" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"document" text NOT NULL,
	"position" bigint NOT NULL,
	"state" "bytea" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "snapshots_document_position_pk" PRIMARY KEY("document","position")
);
--> statement-breakpoint
CREATE TABLE "update_log" (
	"document" text NOT NULL,
	"position" bigint NOT NULL,
	"actor" text NOT NULL,
	"client_id" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"bytes" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "update_log_document_position_pk" PRIMARY KEY("document","position")
);
--> statement-breakpoint
CREATE TABLE "projected_actions" (
	"board" text NOT NULL,
	"id" text NOT NULL,
	"position" text NOT NULL,
	"pillar" text NOT NULL,
	"finding" text,
	"state" text NOT NULL,
	"department" text,
	"owner" text,
	"due" text,
	"released" boolean NOT NULL,
	"record" jsonb NOT NULL,
	CONSTRAINT "projected_actions_board_id_pk" PRIMARY KEY("board","id")
);
--> statement-breakpoint
CREATE TABLE "projected_boards" (
	"board" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"title" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "projected_findings" (
	"board" text NOT NULL,
	"id" text NOT NULL,
	"position" text NOT NULL,
	"pillar" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"department" text,
	"owner" text,
	"due" text,
	"released" boolean NOT NULL,
	"record" jsonb NOT NULL,
	CONSTRAINT "projected_findings_board_id_pk" PRIMARY KEY("board","id")
);
--> statement-breakpoint
CREATE TABLE "projected_pillars" (
	"board" text NOT NULL,
	"id" text NOT NULL,
	"position" text NOT NULL,
	"code" text NOT NULL,
	"department" text,
	"grade" text,
	"record" jsonb NOT NULL,
	CONSTRAINT "projected_pillars_board_id_pk" PRIMARY KEY("board","id")
);
--> statement-breakpoint
ALTER TABLE "department_members" ADD CONSTRAINT "department_members_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "department_members" ADD CONSTRAINT "department_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_force_id_forces_id_fk" FOREIGN KEY ("force_id") REFERENCES "public"."forces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_force_id_forces_id_fk" FOREIGN KEY ("force_id") REFERENCES "public"."forces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_documents" ADD CONSTRAINT "inspection_documents_inspection_id_inspections_id_fk" FOREIGN KEY ("inspection_id") REFERENCES "public"."inspections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_force_id_forces_id_fk" FOREIGN KEY ("force_id") REFERENCES "public"."forces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_framework_id_frameworks_id_fk" FOREIGN KEY ("framework_id") REFERENCES "public"."frameworks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_values" ADD CONSTRAINT "measure_values_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_inspection_id_inspections_id_fk" FOREIGN KEY ("inspection_id") REFERENCES "public"."inspections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "peer_grades" ADD CONSTRAINT "peer_grades_inspection_id_inspections_id_fk" FOREIGN KEY ("inspection_id") REFERENCES "public"."inspections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_document_documents_name_fk" FOREIGN KEY ("document") REFERENCES "public"."documents"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_log" ADD CONSTRAINT "update_log_document_documents_name_fk" FOREIGN KEY ("document") REFERENCES "public"."documents"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projected_actions" ADD CONSTRAINT "projected_actions_board_projected_boards_board_fk" FOREIGN KEY ("board") REFERENCES "public"."projected_boards"("board") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projected_findings" ADD CONSTRAINT "projected_findings_board_projected_boards_board_fk" FOREIGN KEY ("board") REFERENCES "public"."projected_boards"("board") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projected_pillars" ADD CONSTRAINT "projected_pillars_board_projected_boards_board_fk" FOREIGN KEY ("board") REFERENCES "public"."projected_boards"("board") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "department_members_user" ON "department_members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "departments_force" ON "departments" USING btree ("force_id");--> statement-breakpoint
CREATE INDEX "memberships_force" ON "memberships" USING btree ("force_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expires_at" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_tries_account_at" ON "sign_in_tries" USING btree ("account","at");--> statement-breakpoint
CREATE INDEX "inspection_documents_inspection" ON "inspection_documents" USING btree ("inspection_id","ordinal");--> statement-breakpoint
CREATE INDEX "inspections_force" ON "inspections" USING btree ("force_id","ordinal");--> statement-breakpoint
CREATE INDEX "measures_inspection" ON "measures" USING btree ("inspection_id","ordinal");