package dev.aerie.controlplane.access;

import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells changes that our own pages ask for from those that another site has a browser send: a
 * session cookie goes along with both. Ours carry a header that a foreign page may not add, and
 * come from our own origin where the browser says so.
 */
@ApplicationScoped
class CrossSite {
  private static final Set<String> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Optional<String> publicAuthority;

  CrossSite(
      @ConfigProperty(name = "aerie.public.url", defaultValue = "http://127.0.0.1:8080")
          String publicUrl) {
    publicAuthority = authority(publicUrl);
  }

  /**
   * Lets through what is safe or comes from our own pages.
   *
   * @throws Problem 403 otherwise
   */
  void refuseIn(ContainerRequestContext request) {
    if (SAFE.contains(request.getMethod()) || request.getCookies().isEmpty()) {
      return;
    }
    if (request.getHeaderString("X-Aerie-Console") == null) {
      throw new Problem(
          Code.CSRF, "A change with a session cookie needs the header X-Aerie-Console: 1.");
    }
    if (!isFromOurPages(request)) {
      throw new Problem(
          Code.CSRF,
          "A change with a session cookie must come from the console's own pages. Set AERIE_PUBLIC_URL to the address people use.");
    }
  }

  private boolean isFromOurPages(ContainerRequestContext request) {
    String site = request.getHeaderString("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.getHeaderString("Origin");
    return origin == null || authority(origin).filter(from -> isOurs(from, request)).isPresent();
  }

  private boolean isOurs(String authority, ContainerRequestContext request) {
    return publicAuthority.filter(authority::equals).isPresent()
        || authority.equals(request.getUriInfo().getBaseUri().getAuthority());
  }

  private static Optional<String> authority(String address) {
    try {
      return Optional.ofNullable(URI.create(address).getAuthority());
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }
}
