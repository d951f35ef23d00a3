package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks DNS itself and not a cache of ours: people try again at once after adding a record. */
@ApplicationScoped
class DnsTxtRecords implements TxtRecords {
  private final Optional<String> server;

  DnsTxtRecords(@ConfigProperty(name = "aerie.sso.dns-server") Optional<String> server) {
    this.server = server;
  }

  @Override
  public List<String> at(String name) {
    try {
      var lookup = new Lookup(name, Type.TXT);
      lookup.setCache(null);
      if (server.isPresent()) {
        lookup.setResolver(resolver(server.get()));
      }
      Record[] found = lookup.run();
      return switch (lookup.getResult()) {
        case Lookup.SUCCESSFUL ->
            Stream.of(found)
                .filter(TXTRecord.class::isInstance)
                .map(record -> String.join("", ((TXTRecord) record).getStrings()))
                .toList();
        case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> List.of();
        default ->
            throw new Problem(
                503,
                "DNS_UNAVAILABLE",
                "DNS could not tell what is at %s: %s. Try again soon."
                    .formatted(name, lookup.getErrorString()));
      };
    } catch (TextParseException | UnknownHostException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  private static SimpleResolver resolver(String address) throws UnknownHostException {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      return new SimpleResolver(address);
    }
    var resolver = new SimpleResolver(address.substring(0, colon));
    resolver.setPort(Integer.parseInt(address.substring(colon + 1)));
    return resolver;
  }
}
