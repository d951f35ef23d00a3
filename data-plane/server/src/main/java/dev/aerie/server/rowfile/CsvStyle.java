package dev.aerie.server.rowfile;

/**
 * How CSV is written.
 *
 * @param separator between cells
 * @param nullText the cell that stands for null
 */
public record CsvStyle(char separator, String nullText) {
  /** Cells between commas, and nothing for null. */
  public static final CsvStyle DEFAULT = new CsvStyle(',', "");
}
