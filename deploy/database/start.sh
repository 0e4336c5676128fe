#!/bin/bash
# PostgreSQL takes a TLS key only from a file of its own account, and the secrets belong to another one: copy it into memory.
set -euo pipefail
install -m 0600 /run/secrets/server-key.pem /run/postiljon/server-key.pem
exec docker-entrypoint.sh postgres -c config_file=/etc/postiljon/postgresql.conf -c hba_file=/etc/postiljon/pg_hba.conf
