package dev.aerie.local.build;

import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a Java service is started: from an AOT cache where one was recorded. The first run after a
 * build records it, and the JVM writes it when that run ends.
 */
public record JavaCommand(Service service, Home home, List<String> flags) {
  /** The command, which uses the cache or records it. */
  public List<String> recording() {
    Path cache = cache();
    return command(Files.exists(cache) ? "-XX:AOTCache=" + cache : "-XX:AOTCacheOutput=" + cache);
  }

  /** The command, which uses the cache; the JVM ignores one that is not there. */
  public List<String> using() {
    return command("-XX:AOTCache=" + cache());
  }

  /** Whether the cache of the present build is there. */
  public boolean isRecorded() {
    return Files.exists(cache());
  }

  private List<String> command(String cacheFlag) {
    List<String> command = new ArrayList<>();
    command.add(Toolchain.java().toString());
    command.addAll(flags);
    command.add(cacheFlag);
    command.add("-Xlog:aot=off,aot*=off,cds=off,cds*=off");
    command.add("-jar");
    command.add(service.jar(home).toString());
    return command;
  }

  /** One cache a build: the JVM accepts it only for the very jar files it was made with. */
  private Path cache() {
    try {
      Path stamp = home.root().resolve(service.module()).resolve("target/.aerie-build");
      String build = Files.exists(stamp) ? Files.readString(stamp) : "none";
      Path folder = service.jar(home).getParent().getParent().resolve("aot");
      Files.createDirectories(folder);
      return folder.resolve(build + ".aot");
    } catch (IOException e) {
      throw new LauncherException("the AOT cache can't be placed: " + e, e);
    }
  }
}
