#!/usr/bin/env bash
# Makes the secrets that only this installation needs, in deploy/secrets/, one folder for each container, and lists those that a
# partner must give. Run it again as often as you like: it never touches a file that exists. Needs openssl, ssh-keygen and a JDK of 21 or newer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
jar=${POSTILJON_JAR:-target/postiljon.jar}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
keytool=${JAVA_HOME:+$JAVA_HOME/bin/}keytool
secrets=${POSTILJON_SECRETS_FOLDER:-deploy/secrets}
days_ca=3650
days_certificate=730
umask 077
mkdir -p "$secrets"/{ca,gateway,migrate,database,broker,sftp}
chmod 0750 "$secrets"/{database,broker}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

private() { cat > "$secrets/$1"; chmod 0600 "$secrets/$1"; }   # the gateway's account alone
shared() { cat > "$secrets/$1"; chmod 0640 "$secrets/$1"; }    # and the group by which database and broker read
missing() { [[ ! -e $secrets/$1 ]]; }
random() { openssl rand -hex 24; }
copy() { cp "$secrets/$1" "$secrets/$2"; chmod 0640 "$secrets/$2"; }

if missing ca/internal-ca.pem; then
    openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt | private ca/internal-ca-key.pem
    openssl req -x509 -new -key "$secrets/ca/internal-ca-key.pem" -sha256 -days $days_ca -subj "/CN=Postiljon internal CA" \
        -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign | shared ca/internal-ca.pem
fi
for folder in gateway migrate database broker; do
    if missing $folder/internal-ca.pem; then copy ca/internal-ca.pem $folder/internal-ca.pem; fi
done

certificate() { # name, subject alternative name, extended key usage; leaves $work/<name>.pem and $work/<name>-key.pem
    openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$work/$1-key.pem"
    openssl req -new -key "$work/$1-key.pem" -subj "/CN=$1" -out "$work/$1.csr"
    printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=%s\nsubjectAltName=%s\n' "$3" "$2" > "$work/$1.ext"
    openssl x509 -req -in "$work/$1.csr" -CA "$secrets/ca/internal-ca.pem" -CAkey "$secrets/ca/internal-ca-key.pem" \
        -set_serial "0x$(openssl rand -hex 16)" -sha256 -days $days_certificate -extfile "$work/$1.ext" -out "$work/$1.pem" 2> "$work/$1.log" \
        || { cat "$work/$1.log" >&2; exit 1; }
}

if missing database/server.pem; then
    certificate database DNS:database,DNS:localhost serverAuth
    shared database/server-key.pem < "$work/database-key.pem"
    shared database/server.pem < "$work/database.pem"
fi
for name in database-password database-owner-password database-superuser-password; do
    if missing database/$name; then random | shared database/$name; fi
done
if missing gateway/database-password; then copy database/database-password gateway/database-password; fi
if missing migrate/database-owner-password; then copy database/database-owner-password migrate/database-owner-password; fi   # never to the gateway

if missing broker/broker.pem; then
    certificate broker DNS:broker,DNS:localhost serverAuth
    cat "$work/broker-key.pem" "$work/broker.pem" | shared broker/broker.pem
fi
if missing gateway/broker-password; then random | private gateway/broker-password; fi
if missing broker/operator.pem; then
    certificate operator DNS:operator clientAuth
    cat "$work/operator-key.pem" "$work/operator.pem" | shared broker/operator.pem
fi
if missing broker/operator-password; then random | shared broker/operator-password; fi
if missing broker/artemis-users.properties; then
    printf 'gateway = %s\noperator = %s\n' "$(< "$secrets/gateway/broker-password")" "$(< "$secrets/broker/operator-password")" \
        | shared broker/artemis-users.properties
fi
if missing gateway/broker-client.p12; then
    certificate gateway DNS:gateway clientAuth
    random | private gateway/broker-client-password
    openssl pkcs12 -export -inkey "$work/gateway-key.pem" -in "$work/gateway.pem" -certfile "$secrets/ca/internal-ca.pem" -name gateway \
        -passout "file:$secrets/gateway/broker-client-password" | private gateway/broker-client.p12
fi
if missing gateway/broker-trust.p12; then
    random | private gateway/broker-trust-password
    "$keytool" -importcert -noprompt -alias internal-ca -file "$secrets/ca/internal-ca.pem" -storetype PKCS12 \
        -keystore "$secrets/gateway/broker-trust.p12" -storepass:file "$secrets/gateway/broker-trust-password" 2> "$work/keytool.log" \
        || { cat "$work/keytool.log" >&2; exit 1; }
fi

if missing gateway/collector-key; then
    ssh-keygen -q -t ed25519 -N '' -C collector -f "$secrets/gateway/collector-key"
    cp "$secrets/gateway/collector-key.pub" "$secrets/sftp/collector.pub"
fi
if missing sftp/ssh-host-key; then
    ssh-keygen -q -t ed25519 -N '' -C sftp -f "$secrets/sftp/ssh-host-key"
fi
if missing gateway/collector-known-hosts; then
    printf '[sftp]:2222 %s\n' "$(cut -d' ' -f1,2 "$secrets/sftp/ssh-host-key.pub")" | private gateway/collector-known-hosts
fi

if missing gateway/keys.p12; then
    "$java" -jar "$jar" create-keys --file "$secrets/gateway/keys.p12" --password-file "$secrets/gateway/keys-password"
fi
if missing gateway/console-password; then random | private gateway/console-password; fi

if [[ $secrets == deploy/secrets && ! -e .env ]]; then
    printf 'POSTILJON_UID=%s\nPOSTILJON_GID=%s\n' "$(id -u)" "$(id -g)" > .env
fi

echo "made what was missing in $secrets; move $secrets/ca/internal-ca-key.pem to where the gateway is not"
lacking=0
while read -r name what; do
    if missing "gateway/$name"; then
        ((lacking++)) || echo "still to come from others, into $secrets/gateway/:"
        printf '  %-24s %s\n' "$name" "$what"
    fi
done <<'LIST'
server.pem               certificate of the API and the public pages, with its chain
server-key.pem           its key, PKCS#8
agencies-ca.pem          authorities of the agencies' certificates; who says what they revoked: docs/operations.md
ebox-client.p12          certificate and key of the eBox client
ebox-client-password     its password
ebox-ca.pem              authorities of the eBox's servers
print-ssh-key            key of our login at the print supplier
print-known-hosts        the supplier's host key, one line
print-pgp-secret.asc     our OpenPGP key for orders and answers
print-pgp-passphrase     its passphrase
print-pgp-supplier.asc   the supplier's OpenPGP key, and no other
LIST
