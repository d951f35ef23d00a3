package dev.aerie.server.bulk;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.rowfile.FileFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which files of an import make up rows together. */
final class FileGroups {
  private FileGroups() {}

  /**
   * Every file is a group of its own, but for NumPy's arrays: those that follow each other belong
   * together until a field's name comes again.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for a file of no known format
   */
  static List<List<String>> of(List<String> files) {
    List<List<String>> groups = new ArrayList<>();
    Set<String> fields = new HashSet<>();
    for (String file : files) {
      FileFormat format = FileFormat.of(file);
      boolean joins =
          format == FileFormat.NUMPY && !fields.isEmpty() && fields.add(format.stem(file));
      if (!joins) {
        fields.clear();
        groups.add(new ArrayList<>());
      }
      if (format == FileFormat.NUMPY) {
        fields.add(format.stem(file));
      }
      groups.getLast().add(file);
    }
    return groups;
  }
}
