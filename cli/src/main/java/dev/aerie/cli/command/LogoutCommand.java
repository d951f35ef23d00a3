package dev.aerie.cli.command;

import dev.aerie.cli.session.Session;
import dev.aerie.cli.session.SessionFile;
import dev.aerie.cli.session.Tokens;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Signs a person out. */
@Command(
    name = "logout",
    description = "Forget the sign-in and end its session.",
    mixinStandardHelpOptions = true)
public final class LogoutCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    SessionFile file = SessionFile.of(System.getenv());
    Optional<Session> session = file.read();
    file.remove();
    session.ifPresent(new Tokens(Clock.systemUTC())::revoke);
    return 0;
  }
}
