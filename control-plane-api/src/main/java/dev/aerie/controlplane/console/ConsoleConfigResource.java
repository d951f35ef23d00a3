package dev.aerie.controlplane.console;

import dev.aerie.controlplane.access.Open;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What the console needs to know before anybody has signed in. */
@Path("/v1/console-config")
public class ConsoleConfigResource {

  /** Where signing in and out begins. */
  @GET
  @Open
  public ConsoleConfig get() {
    return new ConsoleConfig("/login", "/logout");
  }

  /** The answer. */
  public record ConsoleConfig(String loginUrl, String logoutUrl) {}
}
