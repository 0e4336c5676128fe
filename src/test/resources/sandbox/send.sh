#!/usr/bin/env bash
# Signs one letter to a test citizen and sends it, with bash, openssl and curl only. docs/api.md explains each step.
# Usage: send.sh [letter.pdf] [idempotency-key]     Each run is a new sending; with the key of an earlier run it is a repeat.
# Prints the answer; exit status 0 when it was accepted.
set -euo pipefail
letter=$(realpath "${1:-$(dirname "$0")/letter.pdf}")
idempotency_key=${2:-$(openssl rand -hex 16)}
cd "$(dirname "$0")"
. ./send.env                                    # api, ca, certificate, key, kbo, ssin, category, purpose, application, type
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
sha256() { openssl dgst -sha256 -binary "$1" | base64url; }

# 1. What is asked, with the digest of each document. A repeat must hold the same bytes, so the reference follows from the key.
cat > "$work/message.json" <<JSON
{ "messageReference": "letter-$idempotency_key",
  "sender": { "eboxType": "enterprise", "enterpriseNumber": "$kbo" },
  "recipient": { "eboxType": "citizen", "ssin": "$ssin" },
  "subject": { "nl": "Een brief" },
  "dataCategory": "$category", "purpose": "$purpose",
  "delivery": { "channel": "EBOX" },
  "senderApplicationId": "$application", "messageTypeId": "$type",
  "attachments": [ { "httpPartName": "upfile1", "isMainContent": true, "isAttachmentSigned": false,
                     "digest": { "digestMethod": "sha_256", "digestValue": "$(sha256 "$letter")" } } ] }
JSON

# 2. The protected header names every part once, with the digest of its bytes.
thumbprint=$(openssl x509 -in "$certificate" -outform DER | openssl dgst -sha256 -binary | base64url)
header=$(printf '{"alg":"ES256","x5t#S256":"%s","iat":%s,"b64":false,"crit":["b64","sigD"],"sigD":{"mId":"%s","hashM":"S256","pars":["%s","%s"],"hashV":["%s","%s"]}}' \
    "$thumbprint" "$(date +%s)" http://uri.etsi.org/19182/ObjectIdByURIHash \
    messageToPublish upfile1 "$(sha256 "$work/message.json")" "$(sha256 "$letter")" | base64url)

# 3. Signed is the header and a dot; the payload is empty. openssl writes r and s as DER, a JWS holds 32 bytes of each.
printf '%s.' "$header" | openssl dgst -sha256 -sign "$key" -out "$work/signature.der"
signature=$(openssl asn1parse -inform DER -in "$work/signature.der" | awk -F: '/INTEGER/ { n = $NF; while (length(n) < 64) n = "0" n; printf "%s", n }' \
    | sed 's/../\\x&/g')
jws="$header..$(printf '%b' "$signature" | base64url)"

# 4. Send. The same Idempotency-Key with the same parts may be sent again: it gives the same answer.
curl --silent --show-error --fail-with-body --cacert "$ca" --cert "$certificate" --key "$key" \
    --header "Idempotency-Key: \"$idempotency_key\"" --header "JWS-Signature: $jws" \
    --form "messageToPublish=<$work/message.json;type=application/json" \
    --form "upfile1=@$letter;type=application/pdf;filename=letter.pdf" \
    "$api/api/v1/messages"
echo
echo "the same again, for the same receipt: $0 $letter $idempotency_key" >&2
