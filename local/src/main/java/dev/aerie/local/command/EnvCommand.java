package dev.aerie.local.command;

import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Home;
import dev.aerie.local.platform.Platform;
import dev.aerie.local.quickstart.QuickstartRecord;
import dev.aerie.local.terminal.Steps;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the variables that tools need, for {@code eval}. */
@Command(
    name = "env",
    description = "Print shell exports: eval \"$(./aerie env)\"",
    mixinStandardHelpOptions = true)
public final class EnvCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Home home = Home.ofEnvironment();
    Platform platform = new Platform(home, new Steps());
    if (platform.controlPlane().running().isEmpty()) {
      throw new LauncherException("the platform is down: start it with ./aerie up --detach");
    }
    export("AERIE_API_URL", platform.controlPlane().address());
    export("AERIE_CONSOLE_URL", platform.controlPlane().address());
    export("KUBECONFIG", home.kubeconfig().toString());
    QuickstartRecord.read(home)
        .ifPresent(
            record -> {
              export("AERIE_API_KEY", record.apiKey());
              export("AERIE_ORGANIZATION_ID", record.organizationId());
              export("AERIE_MILVUS_URI", record.endpoint());
            });
    return 0;
  }

  private static void export(String name, String value) {
    System.out.println("export %s='%s'".formatted(name, value));
  }
}
