package dev.aerie.billing.price;

/** What has a price. */
public enum Item {
  /** A compute unit of a replica, for an hour. */
  UNIT_HOUR,
  /** 10⁹ bytes of a cluster's data, for a month. */
  STORAGE_GB_MONTH,
  /** 10⁹ bytes of its backups, for a month. */
  BACKUP_GB_MONTH
}
