/** What informers keep of what they see. */
package dev.aerie.operator.cache;
