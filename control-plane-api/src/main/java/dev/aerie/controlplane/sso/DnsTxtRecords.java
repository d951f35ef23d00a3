package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks DNS itself and not a cache of ours: people try again at once after adding a record. */
@ApplicationScoped
class DnsTxtRecords implements TxtRecords {
  private final Optional<String> server;
  private final Duration patience;

  DnsTxtRecords(
      @ConfigProperty(name = "aerie.sso.dns-server") Optional<String> server,
      @ConfigProperty(name = "aerie.sso.dns-timeout", defaultValue = "10s") Duration patience) {
    this.server = server;
    this.patience = patience;
  }

  @Override
  public List<String> at(String name) {
    try {
      // Absolute: with a suffix of this machine's it would be somebody else's name.
      var lookup = new Lookup(Name.fromString(name, Name.root), Type.TXT);
      lookup.setCache(null);
      lookup.setResolver(resolver());
      Record[] found = lookup.run();
      return switch (lookup.getResult()) {
        case Lookup.SUCCESSFUL ->
            Stream.of(found)
                .filter(TXTRecord.class::isInstance)
                .map(record -> text((TXTRecord) record))
                .toList();
        case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> List.of();
        default ->
            throw new Problem(
                Code.DNS_UNAVAILABLE,
                "DNS could not tell what is at %s: %s. Try again soon."
                    .formatted(name, lookup.getErrorString()));
      };
    } catch (TextParseException | UnknownHostException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  /** The strings of a record as they are, without the escapes of zone files. */
  private static String text(TXTRecord record) {
    return record.getStringsAsByteArrays().stream()
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .collect(Collectors.joining());
  }

  private Resolver resolver() throws UnknownHostException {
    Resolver resolver = server.isPresent() ? resolver(server.get()) : new ExtendedResolver();
    resolver.setTimeout(patience);
    return resolver;
  }

  private static Resolver resolver(String address) throws UnknownHostException {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      return new SimpleResolver(address);
    }
    var resolver = new SimpleResolver(address.substring(0, colon));
    resolver.setPort(Integer.parseInt(address.substring(colon + 1)));
    return resolver;
  }
}
