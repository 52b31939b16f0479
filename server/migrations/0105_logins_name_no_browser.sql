-- What a browser says of itself can tell people apart. A login keeps two words of it, which its owner is shown; of a login
-- that waits for its second factor the hash of its token is tied to the browser.

ALTER TABLE accounts.logins ADD COLUMN browser text, ADD COLUMN system text;
-- The words of rules/device-name.ts, for logins of older versions.
UPDATE accounts.logins SET
  browser = CASE
    WHEN user_agent ~ '\m(Edg|EdgA|EdgiOS)/' THEN 'Edge'
    WHEN user_agent ~ '\m(OPR|Opera)/' THEN 'Opera'
    WHEN user_agent ~ '\mSamsungBrowser/' THEN 'Samsung Internet'
    WHEN user_agent ~ '\m(Firefox|FxiOS)/' THEN 'Firefox'
    WHEN user_agent ~ '\m(Chrome|CriOS|HeadlessChrome)/' THEN 'Chrome'
    WHEN user_agent ~ '\mSafari/' THEN 'Safari'
  END,
  system = CASE
    WHEN user_agent ~ '\mAndroid\M' THEN 'Android'
    WHEN user_agent ~ '\miPhone\M' THEN 'iPhone'
    WHEN user_agent ~ '\miPad\M' THEN 'iPad'
    WHEN user_agent ~ '\mWindows\M' THEN 'Windows'
    WHEN user_agent ~ '\mCrOS\M' THEN 'ChromeOS'
    WHEN user_agent ~ '\mMac OS X\M|\mMacintosh\M' THEN 'macOS'
    WHEN user_agent ~ '\mLinux\M' THEN 'Linux'
  END;
ALTER TABLE accounts.logins DROP COLUMN user_agent;
-- Its rows are written anew: a column that is only dropped stays in the files of the database.
ALTER TABLE accounts.logins ADD COLUMN anew uuid DEFAULT gen_random_uuid();
ALTER TABLE accounts.logins DROP COLUMN anew;

-- Whoever is between password and second factor begins again.
TRUNCATE accounts.login_challenges;
ALTER TABLE accounts.login_challenges DROP COLUMN user_agent;
