ALTER TABLE reports.sums VALIDATE CONSTRAINT sums_grain_check;
