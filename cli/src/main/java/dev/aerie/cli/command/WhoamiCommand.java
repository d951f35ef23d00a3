package dev.aerie.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells who the caller is. */
@Command(name = "whoami", description = "Show who you are.", mixinStandardHelpOptions = true)
public final class WhoamiCommand implements Callable<Integer> {
  @Mixin private Connection connection;

  @Override
  public Integer call() {
    connection
        .output()
        .one(
            connection.controlPlane().get("/v1/me"),
            "principal.kind",
            "principal.id",
            "principal.name");
    return 0;
  }
}
