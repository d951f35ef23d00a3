package dev.aerie.server.job;

/** Something a container does once instead of serving. */
interface Job {
  /**
   * Does it.
   *
   * @return the outcome, printed as the last line: text as it is, anything else as JSON
   */
  Object run(Storages storages, Options options);
}
