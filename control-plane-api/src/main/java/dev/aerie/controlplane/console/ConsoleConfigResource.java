package dev.aerie.controlplane.console;

import dev.aerie.controlplane.access.Open;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the console and tools need to know before anybody has signed in. */
@Path("/v1/console-config")
public class ConsoleConfigResource {

  private final String issuer;

  ConsoleConfigResource(@ConfigProperty(name = "quarkus.oidc.auth-server-url") String issuer) {
    this.issuer = issuer;
  }

  /** Where signing in and out begins. */
  @GET
  @Open
  public ConsoleConfig get() {
    return new ConsoleConfig("/login", "/logout", issuer);
  }

  /** The answer; the issuer is the realm where tools sign people in. */
  public record ConsoleConfig(String loginUrl, String logoutUrl, String issuer) {}
}
