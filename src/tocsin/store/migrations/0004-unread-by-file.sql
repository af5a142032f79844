-- Which file an entry of the unread list stands for, so that it goes when that file is read again or is there no more.

ALTER TABLE unread ADD COLUMN file TEXT NOT NULL DEFAULT '';
UPDATE unread SET file = path;
