#!/bin/bash
# Run once by the image, on an empty volume: the database and its two logins. Only postiljon_owner may change the schema;
# postiljon_app, the gateway's, can add to the evidence and not change it (the migrations grant that).
set -euo pipefail
owner_password=$(< /run/secrets/database-owner-password)
app_password=$(< /run/secrets/database-password)
PGPASSWORD=$(< "$POSTGRES_PASSWORD_FILE") psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
    --set=owner_password="$owner_password" --set=app_password="$app_password" <<'SQL'
create role postiljon_owner login nosuperuser nocreatedb nocreaterole password :'owner_password';
create role postiljon_app login nosuperuser nocreatedb nocreaterole password :'app_password';
create database postiljon owner postiljon_owner;
revoke all on database postiljon from public;
grant connect on database postiljon to postiljon_app;
\connect postiljon
alter schema public owner to postiljon_owner;
revoke all on schema public from public;
SQL
