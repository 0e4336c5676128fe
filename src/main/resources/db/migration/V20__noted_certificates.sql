-- Which revoked certificates and which trusted authorities are on record, so that each change is recorded once, by whichever node
-- sees it first, also across a start (ADR 0022).
create table gateway.noted_certificate (
    kind       text        not null,                  -- REVOKED: of an agency; AUTHORITY: trusted
    thumbprint text        not null,                  -- base64url SHA-256 of the certificate
    noted_at   timestamptz not null,
    primary key (kind, thumbprint)
);
