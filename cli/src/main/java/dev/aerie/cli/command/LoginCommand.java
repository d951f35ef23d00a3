package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import dev.aerie.cli.api.ControlPlane;
import dev.aerie.cli.session.Session;
import dev.aerie.cli.session.SessionFile;
import dev.aerie.cli.session.Tokens;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Signs a person in. */
@Command(
    name = "login",
    description = "Sign in, confirmed in a browser.",
    mixinStandardHelpOptions = true)
public final class LoginCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    SessionFile file = SessionFile.of(System.getenv());
    String address =
        connection
            .address()
            .or(() -> file.read().map(Session::address))
            .orElseThrow(
                () ->
                    new CliException(
                        "Name the control plane: aerie login --url ADDRESS (./aerie status shows a"
                            + " local one's)"));
    String issuer =
        new ControlPlane(address, "", connection.retries())
            .get("/v1/console-config")
            .path("issuer")
            .asText();
    PrintWriter people = spec.commandLine().getErr();
    Session session = new Tokens(Clock.systemUTC()).signIn(address, issuer, people::println);
    file.write(session);
    JsonNode me =
        new ControlPlane(address, session.accessToken(), connection.retries()).get("/v1/me");
    people.println("Signed in as " + me.at("/principal/name").asText());
    return 0;
  }
}
