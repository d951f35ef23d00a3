package dev.aerie.controlplane.scim;

import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.interceptor.Interceptor;
import dev.aerie.controlplane.database.DatabaseException;
import dev.aerie.controlplane.problem.Problem;
import java.util.function.Supplier;

/** Tells refusals of the control plane's rules in SCIM's words. */
final class RefusalInterceptor implements Interceptor {

  @Override
  public <T> T doAround(Supplier<T> work, Context context) {
    try {
      return work.get();
    } catch (Problem problem) {
      throw ScimRefusal.of(problem);
    } catch (DatabaseException failure) {
      if (failure.isUnkeepableValue()) {
        throw ScimRefusal.invalidValue(
            "A value cannot be kept, such as text with a NUL character.");
      }
      throw failure;
    }
  }
}
