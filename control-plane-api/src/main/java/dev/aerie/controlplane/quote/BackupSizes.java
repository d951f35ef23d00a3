package dev.aerie.controlplane.quote;

/** Whether a quote knows how large the backups of its cluster are. */
enum BackupSizes {
  /** It has at least one whose size is known. */
  KNOWN,
  /** It has none. */
  NONE,
  /** Whoever asks may not read backups, so their sizes are not told. */
  HIDDEN
}
