#!/usr/bin/env bash
# Signs one letter with openssl and sends it with curl, as an agency's own program would (docs/api.md explains each step).
# Needs bash, openssl and curl. Run it twice: each run is a new sending. The second argument repeats one under its key.
# Usage: send.sh [file.pdf] [idempotency-key]
set -euo pipefail
cd "$(dirname "$0")"
pdf=${1:-sample.pdf}
key=${2:-$(openssl rand -hex 16)}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

b64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
digest() { openssl dgst -sha256 -binary "$1" | b64url; }

# 1. the message; its reference is derived from the key, so that a repeat has the same content
cat > "$work/message.json" <<JSON
{"sender": {"eboxType": "enterprise", "enterpriseNumber": "@KBO@"},
 "recipient": {"eboxType": "citizen", "ssin": "90610199729"},
 "subject": {"nl": "Voorbeeldbrief"}, "messageReference": "send-sh-$key",
 "dataCategory": "@CATEGORY@", "purpose": "@PURPOSE@", "delivery": {"channel": "EBOX"},
 "senderApplicationId": "@APPLICATION@", "messageTypeId": "@TYPE@",
 "attachments": [{"httpPartName": "upfile1", "isMainContent": true, "isAttachmentSigned": false,
                  "digest": {"digestMethod": "sha_256", "digestValue": "$(digest "$pdf")"}}]}
JSON

# 2. the protected header names every part with its digest, and the certificate that signs
thumbprint=$(openssl x509 -in @CERTIFICATE@ -outform DER | openssl dgst -sha256 -binary | b64url)
header=$(printf '{"alg":"ES256","x5t#S256":"%s","iat":%s,"b64":false,"crit":["b64","sigD"],"sigD":{"mId":"http://uri.etsi.org/19182/ObjectIdByURIHash","hashM":"S256","pars":["messageToPublish","upfile1"],"hashV":["%s","%s"]}}' \
  "$thumbprint" "$(date +%s)" "$(digest "$work/message.json")" "$(digest "$pdf")" | b64url)

# 3. ES256 over "<header>." (the payload counts as empty); openssl gives DER, JOSE wants the two numbers of 32 bytes
printf '%s.' "$header" | openssl dgst -sha256 -sign @KEY@ > "$work/der"
openssl asn1parse -inform DER -in "$work/der" | awk -F: '/INTEGER/ {print $NF}' | while read -r number; do
  printf '%064s' "$number" | tr ' ' '0' | tail -c 64
done > "$work/hex"
signature=$(sed 's/../\\x&/g' "$work/hex" | xargs -0 printf '%b' | b64url)

# 4. send it over mutual TLS
curl --silent --show-error --include --cacert @CA@ --cert @CERTIFICATE@ --key @KEY@ "@API@/api/v1/messages" \
  -H "Idempotency-Key: \"$key\"" -H "JWS-Signature: $header..$signature" \
  -F "messageToPublish=<$work/message.json;type=application/json" -F "upfile1=@$pdf;type=application/pdf"
echo; echo "again, with the same receipt: $0 $pdf $key"
