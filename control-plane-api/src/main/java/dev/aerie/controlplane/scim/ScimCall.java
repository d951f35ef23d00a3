package dev.aerie.controlplane.scim;

import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.authorize.Authorization;
import dev.aerie.controlplane.database.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the handlers of one request share: whose it is, and the transaction it runs in.
 *
 * @param accounts filled with those made on the way
 */
record ScimCall(String organization, Sql sql, List<AccountLinks.Made> accounts)
    implements Authorization {

  static ScimCall of(Context context) {
    return (ScimCall) context.getAuthorization();
  }

  @Override
  public Set<String> getClientRoles() {
    return Set.of();
  }

  /** The token has been checked before any handler is asked. */
  @Override
  public boolean authenticate(Map<String, String> headers, Map<String, String> parameters) {
    return true;
  }
}
