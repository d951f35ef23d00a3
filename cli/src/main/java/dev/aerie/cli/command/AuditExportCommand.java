package dev.aerie.cli.command;

import dev.aerie.cli.CliException;
import dev.aerie.cli.api.Http;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes events out of an audit log, however many. */
@Command(
    name = "export",
    description = "Write events, oldest first, one JSON object a line; this is recorded, too.",
    mixinStandardHelpOptions = true)
public final class AuditExportCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private Connection connection;
  @Mixin private AuditFilter filter;

  @Option(
      names = "--file",
      description = "Where to; it is there only once it is whole. Else to the terminal.")
  private Optional<Path> file;

  @Override
  public Integer call() {
    String path = "/v1/audit-events:export?" + Http.query(filter.parameters(connection));
    if (file.isPresent()) {
      keep(path, file.get().toAbsolutePath());
    } else {
      connection.controlPlane().lines(path, command.commandLine().getOut()::println);
    }
    return 0;
  }

  private void keep(String path, Path wanted) {
    try {
      Path part =
          Files.createTempFile(wanted.getParent(), wanted.getFileName().toString(), ".part");
      try {
        write(path, part);
        Files.move(part, wanted, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException failure) {
      throw new CliException(
          "%s cannot be written: %s. Name another file, or make room.".formatted(wanted, failure));
    }
  }

  private void write(String path, Path part) throws IOException {
    try (PrintWriter to = new PrintWriter(Files.newBufferedWriter(part, StandardCharsets.UTF_8))) {
      connection.controlPlane().lines(path, line -> to.append(line).append('\n'));
      if (to.checkError()) {
        throw new IOException("not all of it was taken");
      }
    }
  }
}
