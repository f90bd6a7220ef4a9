"""How people say the things of the world: for each attribute's value the phrases that mean it."""

PHRASES: dict[str, dict[str, tuple[str, ...]]] = {
    "subject": {
        "dragon": ("dragon", "dragon", "dragon", "wyvern", "flying dragon"),
        "castle": ("castle", "castle", "palace", "fortress", "fairy tale castle"),
        "cat": ("cat", "cat", "kitten", "kitty", "sitting cat"),
        "boat": ("boat", "sailboat", "ship", "sailing boat", "sailing ship"),
        "whale": ("whale", "whale", "whale", "flying whale"),
        "balloon": ("balloon", "hot air balloon", "hot air balloon", "hot-air balloon"),
        "house": ("house", "house", "cottage", "little house", "home"),
        "fish": ("fish", "fish", "fish", "big fish"),
    },
    "colour": {
        "red": ("red", "red", "crimson", "scarlet"),
        "blue": ("blue", "blue", "azure"),
        "green": ("green", "green", "emerald"),
        "golden": ("golden", "gold", "yellow"),
        "purple": ("purple", "purple", "violet"),
        "white": ("white", "white", "snow-white"),
    },
    "setting": {
        "mountains": ("above snowy mountains", "over snowy mountains", "in the mountains", "in front of mountains", "mountain landscape", "snowy peaks behind", "in the alps"),
        "sea": ("by the sea", "above the sea", "on the ocean", "over the waves", "at sea", "in the sea", "sea in the background"),
        "forest": ("in the forest", "in a forest", "in the woods", "among trees", "forest background", "above a forest", "pine trees behind"),
        "desert": ("in the desert", "in a desert", "over the dunes", "desert landscape", "among sand dunes", "above the desert", "sand and cactus"),
        "clouds": ("above the clouds", "in the clouds", "over a sea of clouds", "in the sky", "among clouds", "cloudscape", "high in the sky"),
    },
    "time": {
        "day": ("by day", "at noon", "on a sunny day", "in daylight", "blue sky", "in the morning", "daytime", "under a blue sky"),
        "sunset": ("at sunset", "at dusk", "in the evening", "sunset", "at sundown", "evening light", "sunset sky"),
        "night": ("at night", "by moonlight", "under the stars", "starry night", "at midnight", "night sky", "under the moon"),
    },
    "style": {
        "poster": ("flat poster", "poster", "flat illustration", "vector art", "poster style", "illustration"),
        "watercolour": ("watercolour", "watercolor", "watercolour painting", "watercolor painting", "in watercolour", "aquarelle"),
        "neon": ("neon", "neon lights", "neon style", "glowing neon", "neon sign", "synthwave"),
    },
}

# Seen in captions and meaning nothing here: each is read as the one unknown word.
FILLERS = (
    "4k", "8k", "hd", "trending on artstation", "trending", "majestic", "highly detailed", "detailed", "please", "beautiful", "masterpiece", "best quality",
    "cute", "epic", "award winning", "soft light", "cinematic", "magical", "dreamy", "fantasy", "high resolution", "stunning", "cozy", "mysterious",
)  # fmt: skip
