package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * A certificate that cert-manager shall make and renew.
 *
 * @param issuerRef who signs it
 * @param dnsNames names it is for
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CertificateRequest(
    @Required @JsonPropertyDescription("Who signs it.") IssuerRef issuerRef,
    @Required
        @Size(min = 1, max = 100)
        @JsonPropertyDescription("Names that clients use, such as books.example.com.")
        List<@Size(min = 1, max = 253) String> dnsNames) {

  /**
   * An issuer of cert-manager.
   *
   * @param name its name
   * @param kind {@code Issuer} or {@code ClusterIssuer}, or a kind of another group
   * @param group its API group
   */
  public record IssuerRef(
      @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Its name.") String name,
      @Default("Issuer")
          @Size(max = 63)
          @JsonPropertyDescription("Issuer, of the same namespace, or ClusterIssuer.")
          String kind,
      @Default("cert-manager.io") @Size(max = 253) @JsonPropertyDescription("Its API group.")
          String group) {

    /** Fills in what is absent. */
    public IssuerRef {
      kind = kind == null ? "Issuer" : kind;
      group = group == null ? "cert-manager.io" : group;
    }
  }

  /** Fills in what is absent. */
  public CertificateRequest {
    dnsNames = dnsNames == null ? List.of() : List.copyOf(dnsNames);
  }
}
