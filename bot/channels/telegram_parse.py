"""What one Telegram update says, as a pure function of its JSON.

Source: Telegram's Bot API, "Getting updates" and "Available types". The library checks no types,
so everything taken from it is checked here: an update that is odd in any way must end as a
PayloadError and never as something that later code stumbles over for ever.
"""

from __future__ import annotations

import json
import math
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Chat, InlineKeyboardMarkup, Message, Update

from bot.channels.base import MAX_ID_LENGTH, Event, repair
from domain.errors import PayloadError, UnsupportedEventError
from domain.messages import TELEGRAM, Address, Attachment, InboundMessage, Location

# The prefix of the provider_message_id of a pressed button; the query's own id follows.
CALLBACK_ID = "callback:"

# Attributes of a message that hold a file, with the type that Telegram documents where the sender's
# app named none. An animation comes as a document as well.
_FILES = {
    "document": "application/octet-stream",
    "voice": "audio/ogg",
    "audio": "audio/mpeg",
    "video": "video/mp4",
    "video_note": "video/mp4",
}


def read_body(body: bytes) -> Any:
    """The JSON of a webhook. Raises PayloadError."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise PayloadError("The body is not JSON.") from None


def read_update(update: object, received_at: datetime) -> list[Event]:
    """The event of one update. received_at serves for a pressed button, which has no time.

    Raises UnsupportedEventError for updates that are no message of a citizen in a private chat,
    PayloadError for what is not an update of Telegram's.
    """
    if not isinstance(update, dict):
        raise PayloadError("The update is not an object.")
    try:
        update_id = _integer(update.get("update_id"))
        parsed = Update.de_json(update)
        if parsed.message is not None:
            return [_message(parsed.message, "")]
        if parsed.edited_message is not None:
            # Not the date of the edit: two edits within one second would be taken for one.
            return [_message(parsed.edited_message, f":edit:{update_id}")]
        if parsed.callback_query is not None:
            return [_button(parsed.callback_query, received_at)]
    except (PayloadError, UnsupportedEventError):
        raise
    except Exception as error:
        # The library fails in whatever way its assumptions break, so every way is caught.
        kind = type(error).__name__
        raise PayloadError(f"The update cannot be read ({kind}).") from None
    raise UnsupportedEventError("Telegram sent an update that is not a message.")


def _message(message: Message, suffix: str) -> InboundMessage:
    chat_id = _private(message.chat)
    text = _text(message.text) or _text(message.caption)
    attachments = _attachments(message)
    location = _location(message)
    edited = bool(suffix)
    if edited and location:
        raise UnsupportedEventError("A live location moved.")
    if message.contact:
        text = text or _contact(message)
    elif message.sticker:
        text = text or _text(message.sticker.emoji)
    elif message.dice:
        text = text or _text(message.dice.emoji)
    if not (text or attachments or location):
        raise UnsupportedEventError("Telegram sent a message of a kind that is not taken.")
    return InboundMessage(
        channel=TELEGRAM,
        provider_message_id=f"{chat_id}:{_integer(message.message_id)}{suffix}",
        sender=Address(TELEGRAM, str(chat_id)),
        text=text,
        sent_at=_moment(message.edit_date if edited and message.edit_date else message.date),
        attachments=attachments,
        profile_name=_text(message.from_user.full_name) if message.from_user else "",
        location=location,
        edited=edited,
    )


def _button(query: CallbackQuery, received_at: datetime) -> InboundMessage:
    data = _text(query.data)
    if not data:
        raise UnsupportedEventError("A button without data was pressed.")
    query_id = _text(query.id)
    if not query_id or len(query_id) > MAX_ID_LENGTH - len(CALLBACK_ID):
        raise PayloadError("The pressed button has no id.")
    message = query.message
    # The chat is left out where the message is too old; in private it has the sender's id.
    chat_id = _private(message.chat) if message else _integer(query.from_user.id)
    return InboundMessage(
        channel=TELEGRAM,
        provider_message_id=CALLBACK_ID + query_id,
        sender=Address(TELEGRAM, str(chat_id)),
        text=_label(message, data) if isinstance(message, Message) else data,
        sent_at=received_at,
        profile_name=_text(query.from_user.full_name),
        button=data,
    )


def _private(chat: Chat) -> int:
    if chat.type != Chat.PRIVATE:
        raise UnsupportedEventError("Groups and channels are not served.")
    return _integer(chat.id)


def _label(message: Message, data: str) -> str:
    """What the pressed button said, as the citizen read it."""
    markup = message.reply_markup
    if isinstance(markup, InlineKeyboardMarkup):
        for row in markup.inline_keyboard:
            for button in row:
                if button.callback_data == data:
                    return _text(button.text) or data
    return data


def _attachments(message: Message) -> tuple[Attachment, ...]:
    found = []
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        found.append(Attachment("image/jpeg", _text(largest.file_id), "", _size(largest)))
    if message.sticker and not message.sticker.emoji:
        found.append(Attachment("image/webp", _text(message.sticker.file_id)))
    for name, default in _FILES.items():
        file = getattr(message, name)
        if file is not None:
            kind = _text(getattr(file, "mime_type", None)) or default
            filename = _text(getattr(file, "file_name", None))
            found.append(Attachment(kind, _text(file.file_id), filename, _size(file)))
    return tuple(found)


def _location(message: Message) -> Location | None:
    place = message.venue.location if message.venue else message.location
    if place is None:
        return None
    lat, lon = float(place.latitude), float(place.longitude)
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        raise PayloadError("The location is not on Earth.")
    label = ""
    if message.venue:
        words = (_text(message.venue.title), _text(message.venue.address))
        label = ", ".join(word for word in words if word)
    return Location(lat, lon, label)


def _contact(message: Message) -> str:
    contact = message.contact
    if contact is None:
        return ""
    words = (contact.first_name, contact.last_name, contact.phone_number)
    name, number = " ".join(filter(None, map(_text, words[:2]))), _text(words[2])
    return " ".join(filter(None, ("kontak:", name, number)))


def _size(file: object) -> int | None:
    size = getattr(file, "file_size", None)
    return None if size is None else _integer(size)


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise PayloadError("A text of the update is not a text.")
    return repair(value)


def _integer(value: object) -> int:
    """A number as Telegram has them, of at most 64 bits."""
    if not isinstance(value, int) or isinstance(value, bool) or not -(2**63) <= value < 2**63:
        raise PayloadError("A number of the update is not a number.")
    return value


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise PayloadError("The message has no date.")
    return value
