package dev.aerie.local.command;

import dev.aerie.local.home.Home;
import dev.aerie.local.terminal.Steps;
import dev.aerie.local.testing.Suite;
import dev.aerie.local.testing.Suites;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the tests. */
@Command(
    name = "test",
    description = "Run every test, or those of the parts named.",
    mixinStandardHelpOptions = true)
public final class TestCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PART", arity = "0..*", description = "${COMPLETION-CANDIDATES}")
  private List<Suite> chosen = new ArrayList<>();

  @Override
  public Integer call() {
    Home home = Home.ofEnvironment();
    home.prepare();
    Set<Suite> wanted = chosen.isEmpty() ? EnumSet.allOf(Suite.class) : EnumSet.copyOf(chosen);
    return new Suites(home, new Steps()).run(wanted) ? 0 : 1;
  }
}
