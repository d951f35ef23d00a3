-- Prices are data. A book is all rows of one valid_from; another one is added whole and holds from that moment on.
-- Names may be '*', for any; of the rows that fit, the closest counts: region, then cloud, then class.
CREATE TABLE prices (
  valid_from timestamptz NOT NULL,
  currency text NOT NULL,
  item text NOT NULL CHECK (item IN ('UNIT_HOUR', 'STORAGE_GB_MONTH', 'BACKUP_GB_MONTH')),
  cloud text NOT NULL,
  cloud_region text NOT NULL,
  class text NOT NULL,
  amount numeric(18, 6) NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (valid_from, item, cloud, cloud_region, class)
);
GRANT SELECT ON prices TO "${appUser}";

INSERT INTO prices
SELECT '2026-01-01T00:00:00Z'::timestamptz, 'USD', item, cloud, cloud_region, class, amount FROM (VALUES
  ('UNIT_HOUR', '*', '*', '*', 0.100000),
  ('UNIT_HOUR', '*', '*', 'large', 0.380000),
  ('STORAGE_GB_MONTH', '*', '*', '*', 0.026000),
  ('BACKUP_GB_MONTH', '*', '*', '*', 0.026000),
  -- In a customer's own region the machines and the storage are the customer's.
  ('UNIT_HOUR', 'byoc', '*', '*', 0.030000),
  ('STORAGE_GB_MONTH', 'byoc', '*', '*', 0),
  ('BACKUP_GB_MONTH', 'byoc', '*', '*', 0)) AS base (item, cloud, cloud_region, class, amount);

-- Units by place; a unit of class large has four times the processors of a standard one.
INSERT INTO prices
SELECT '2026-01-01T00:00:00Z'::timestamptz, 'USD', 'UNIT_HOUR', cloud, cloud_region, class, unit * factor FROM (VALUES
  ('alibaba', 'ap-southeast-1', 0.104000), ('alibaba', 'cn-beijing', 0.086000), ('alibaba', 'cn-hangzhou', 0.086000),
  ('alibaba', 'cn-shanghai', 0.086000), ('alibaba', 'cn-shenzhen', 0.086000),
  ('aws', 'ap-northeast-1', 0.124000), ('aws', 'ap-southeast-1', 0.120000), ('aws', 'eu-central-1', 0.115000),
  ('aws', 'eu-west-1', 0.108000), ('aws', 'us-east-1', 0.098000), ('aws', 'us-west-2', 0.098000),
  ('azure', 'eastus', 0.098000), ('azure', 'germanywestcentral', 0.117000), ('azure', 'southeastasia', 0.121000),
  ('azure', 'uksouth', 0.114000), ('azure', 'westeurope', 0.116000),
  ('gcp', 'asia-southeast1', 0.119000), ('gcp', 'europe-west1', 0.106000), ('gcp', 'europe-west3', 0.116000),
  ('gcp', 'us-central1', 0.097000), ('gcp', 'us-west1', 0.097000),
  ('tencent', 'ap-guangzhou', 0.085000), ('tencent', 'ap-shanghai', 0.085000), ('tencent', 'ap-singapore', 0.103000),
  ('tencent', 'na-ashburn', 0.099000)) AS places (cloud, cloud_region, unit)
CROSS JOIN (VALUES ('*', 1.0), ('large', 3.8)) AS classes (class, factor);
