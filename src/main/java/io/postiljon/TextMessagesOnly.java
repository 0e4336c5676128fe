package io.postiljon;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.springframework.jms.support.converter.MessageConversionException;
import org.springframework.jms.support.converter.MessageConverter;

/** Reads and writes short texts of our own and nothing else: an ObjectMessage is refused unread (CVE-2026-40860). */
final class TextMessagesOnly implements MessageConverter {
    private static final int LIMIT_CHARACTERS = 4096;

    private final QueueSeal seal;

    TextMessagesOnly(QueueSeal seal) {
        this.seal = seal;
    }

    @Override public Message toMessage(Object object, Session session) throws JMSException {
        return session.createTextMessage(object.toString());
    }

    @Override public Object fromMessage(Message message) throws JMSException {
        if (message instanceof TextMessage text && text.getText() != null && text.getText().length() <= LIMIT_CHARACTERS) {
            seal.require(text);
            return text.getText();
        }
        throw new MessageConversionException("internal messages are short texts; this one is not");
    }
}
