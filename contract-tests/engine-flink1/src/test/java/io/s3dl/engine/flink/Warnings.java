package io.s3dl.engine.flink;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Keeps what is logged as a warning or worse. */
final class Warnings extends AbstractAppender {

  private final Queue<String> said = new ConcurrentLinkedQueue<>();

  private Warnings() {
    super("warnings", null, null, true, Property.EMPTY_ARRAY);
  }

  /** Listens until it is stopped. */
  static Warnings listen() {
    Warnings warnings = new Warnings();
    warnings.start();
    root().addAppender(warnings);
    return warnings;
  }

  @Override
  public void append(LogEvent event) {
    if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
      said.add(event.getLoggerName() + ": " + event.getMessage().getFormattedMessage());
    }
  }

  /** The messages of loggers whose names begin so, each after its logger's name. */
  List<String> of(String logger) {
    return said.stream().filter(message -> message.startsWith(logger)).toList();
  }

  void end() {
    root().removeAppender(this);
    stop();
  }

  private static Logger root() {
    return (Logger) LogManager.getRootLogger();
  }
}
