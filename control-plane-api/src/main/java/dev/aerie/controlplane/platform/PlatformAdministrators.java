package dev.aerie.controlplane.platform;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.keycloak.AddressHolders;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Tells who runs the platform: people, by their verified addresses. Safe for use by many threads.
 */
@ApplicationScoped
public class PlatformAdministrators {
  private final PlatformConfig config;
  private final AddressHolders addresses;
  private final Caller caller;

  PlatformAdministrators(PlatformConfig config, AddressHolders addresses, Caller caller) {
    this.config = config;
    this.addresses = addresses;
    this.caller = caller;
  }

  /**
   * Asks whether the caller is one of them, by an address that is theirs now.
   *
   * @param otherwise what is refused, and what to do instead
   * @throws Problem 403 when the caller is none, 503 when Keycloak cannot be asked
   */
  public void mustBeOne(Sql sql, String otherwise) {
    List<String> administrators = config.administrators().orElse(List.of());
    boolean isOne =
        sql.first(
                "SELECT email FROM users WHERE id = ?",
                row -> row.text("email"),
                caller.principal().id())
            .flatMap(email -> email)
            .filter(email -> administrators.stream().anyMatch(email::equalsIgnoreCase))
            .flatMap(email -> addresses.find(sql, email))
            .filter(caller.principal().id()::equals)
            .isPresent();
    if (!isOne) {
      throw new Problem(Code.PLATFORM_ADMINISTRATORS_ONLY, otherwise);
    }
  }
}
