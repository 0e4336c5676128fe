-- When the file of a drop was deleted from the SFTP server. Until then a file of the same name, size and time is the same file; after it,
-- it is one that the agency laid down again.
alter table gateway.sftp_drop add column removed_at timestamptz;
update gateway.sftp_drop set removed_at = finished_at where state <> 'RECEIVED';
