package dev.aerie.server.search;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.filter.Filter;
import dev.aerie.engine.filter.FilterParser;
import dev.aerie.server.codec.Templates;
import io.milvus.grpc.TemplateValue;
import java.util.Map;
import java.util.Optional;

/** Filters of requests. */
final class Filters {
  private Filters() {}

  /** The filter that a text states; empty when the text is. */
  static Optional<Filter> parse(
      String text, Collection collection, Map<String, TemplateValue> templates) {
    return text.isBlank()
        ? Optional.empty()
        : Optional.of(FilterParser.parse(text, collection.schema(), Templates.values(templates)));
  }
}
