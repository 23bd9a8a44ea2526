package io.s3dl.store.local;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.apache.log4j.spi.LoggingEvent;
import org.junit.rules.ExternalResource;

/** What a class, or everything, logs during a test. */
public final class CapturedLog extends ExternalResource {

  private final Logger logger;

  /** Null for what is set. */
  private final Level level;

  private Level levelBefore;
  private final List<LoggingEvent> events = new CopyOnWriteArrayList<>();
  private final AppenderSkeleton appender =
      new AppenderSkeleton() {
        @Override
        protected void append(LoggingEvent event) {
          events.add(event);
        }

        @Override
        public void close() {}

        @Override
        public boolean requiresLayout() {
          return false;
        }
      };

  public CapturedLog(Class<?> type) {
    this(Logger.getLogger(type), null);
  }

  private CapturedLog(Logger logger, Level level) {
    this.logger = logger;
    this.level = level;
  }

  /** All that is logged at any level, by whomever. */
  public static CapturedLog everything() {
    return new CapturedLog(Logger.getRootLogger(), Level.ALL);
  }

  /** Each entry's logger, message and stack trace, without those of some loggers. */
  public List<String> linesWithout(List<String> loggers) {
    return events.stream()
        .filter(event -> !loggers.contains(event.getLoggerName()))
        .map(CapturedLog::line)
        .toList();
  }

  private static String line(LoggingEvent event) {
    String[] trace = event.getThrowableStrRep();
    return event.getLoggerName()
        + " "
        + event.getRenderedMessage()
        + (trace == null ? "" : String.join("\n", trace));
  }

  /** Forgets all so far. */
  public void clear() {
    events.clear();
  }

  public List<String> messages(Level level) {
    return events.stream()
        .filter(event -> event.getLevel().equals(level))
        .map(LoggingEvent::getRenderedMessage)
        .toList();
  }

  @Override
  protected void before() {
    levelBefore = logger.getLevel();
    if (level != null) {
      logger.setLevel(level);
    }
    logger.addAppender(appender);
  }

  @Override
  protected void after() {
    logger.removeAppender(appender);
    logger.setLevel(levelBefore);
  }
}
