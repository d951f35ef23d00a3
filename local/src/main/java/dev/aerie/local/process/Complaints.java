package dev.aerie.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a failed program's log says of the reason. */
final class Complaints {
  private static final int LINES = 6;

  private Complaints() {}

  static String of(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      List<String> errors =
          lines.stream().filter(line -> line.contains("ERROR") || line.contains("error")).toList();
      List<String> told = errors.isEmpty() ? lines : errors;
      List<String> shown =
          errors.isEmpty()
              ? told.subList(Math.max(0, told.size() - LINES), told.size())
              : told.subList(0, Math.min(LINES, told.size()));
      return String.join("\n", shown) + "\n(whole log: " + log + ")";
    } catch (IOException e) {
      return "see " + log;
    }
  }
}
