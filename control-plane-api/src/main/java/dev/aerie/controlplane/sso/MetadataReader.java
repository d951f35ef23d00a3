package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.keycloak.BrokeredProvider.Kind;
import dev.aerie.controlplane.keycloak.IdentityProviders;
import dev.aerie.controlplane.keycloak.KeycloakRefusal;
import dev.aerie.controlplane.outbound.OutboundException;
import dev.aerie.controlplane.outbound.OutboundHttp;
import dev.aerie.controlplane.outbound.OutboundUrl;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads what an identity provider says about itself. We fetch it, checked, and Keycloak reads the
 * text: Keycloak would fetch from anywhere. Safe for use by many threads.
 */
@ApplicationScoped
class MetadataReader {
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final OutboundHttp http;
  private final IdentityProviders providers;

  MetadataReader(OutboundHttp http, IdentityProviders providers) {
    this.http = http;
    this.providers = providers;
  }

  /**
   * SAML metadata at an address.
   *
   * @throws Problem 400 saying what is wrong with it
   */
  ProviderMetadata samlAt(String url) {
    return saml(fetch("saml.metadataUrl", url), "saml.metadataUrl");
  }

  /**
   * SAML metadata that was uploaded.
   *
   * @throws Problem 400 saying what is wrong with it
   */
  ProviderMetadata saml(String metadata) {
    return saml(metadata, "saml.metadata");
  }

  private ProviderMetadata saml(String metadata, String field) {
    var read =
        ProviderMetadata.ofSaml(describe(Kind.SAML, metadata, field, "SAML metadata"), metadata);
    must(!read.issuer().isEmpty(), field, "names no entity id of an identity provider");
    must(!read.certificates().isEmpty(), field, "has no signing certificate");
    must(isUrl(read.signOnUrl()), field, "has no https address for signing on");
    try {
      read.certificates().forEach(SigningCertificate::read);
    } catch (IllegalArgumentException broken) {
      throw Problem.wrongField(field, "has a signing certificate that cannot be read");
    }
    return read;
  }

  /**
   * The discovery document of an issuer.
   *
   * @throws Problem 400 saying what is wrong with it
   */
  ProviderMetadata oidc(String issuer) {
    String field = "oidc.issuer";
    String document = fetch(field, issuer.replaceAll("/+$", "") + DISCOVERY);
    var read =
        ProviderMetadata.ofOidc(describe(Kind.OIDC, document, field, "a discovery document"));
    must(read.issuer().equals(issuer), field, "is not the issuer its discovery document names");
    must(isUrl(read.signOnUrl()), field, "has no authorization endpoint in its discovery document");
    // Keycloak calls these itself at each sign-in.
    for (String called : List.of("tokenUrl", "jwksUrl", "userInfoUrl")) {
      Optional<String> url =
          Optional.ofNullable(read.config().get(called)).filter(text -> !text.isEmpty());
      must(
          url.isPresent() || called.equals("userInfoUrl"),
          field,
          "has no %s in its discovery document".formatted(called));
      url.ifPresent(text -> guarded(field, () -> check(text)));
    }
    return read;
  }

  private String check(String url) {
    http.check(OutboundUrl.parse(url));
    return url;
  }

  private String fetch(String field, String url) {
    return guarded(
        field,
        () -> {
          OutboundHttp.Reply reply = http.get(OutboundUrl.parse(url), Map.of());
          must(
              reply.status() == 200,
              field,
              "answers %d where metadata is expected".formatted(reply.status()));
          return reply.body();
        });
  }

  private static String guarded(String field, Supplier<String> call) {
    try {
      return call.get();
    } catch (OutboundException refused) {
      throw Problem.wrongField(field, refused.getMessage());
    }
  }

  private Map<String, String> describe(Kind kind, String document, String field, String what) {
    boolean hasTheForm =
        kind == Kind.SAML ? MetadataForm.isSaml(document) : MetadataForm.isDiscovery(document);
    must(hasTheForm, field, "is not " + what);
    try {
      return providers.describe(kind, document);
    } catch (KeycloakRefusal refused) {
      throw Problem.wrongField(field, "is not " + what);
    }
  }

  private static boolean isUrl(String text) {
    try {
      return !OutboundUrl.parse(text).host().isEmpty();
    } catch (OutboundException none) {
      return false;
    }
  }

  private static void must(boolean holds, String field, String message) {
    if (!holds) {
      throw Problem.wrongField(field, message);
    }
  }
}
