package dev.aerie.engine.index;

/**
 * How hard a search tries.
 *
 * @param wanted rows wanted
 * @param beam nodes a walk over a graph keeps in sight
 * @param level 1 to 10; more makes a quantised scan look at more candidates
 */
public record Effort(int wanted, int beam, int level) {}
